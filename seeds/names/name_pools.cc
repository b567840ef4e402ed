#include "seeds/names/name_pools.h"
