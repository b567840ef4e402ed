#include "seeds/names/name_matching.h"
