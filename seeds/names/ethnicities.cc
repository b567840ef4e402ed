#include "seeds/names/ethnicities.h"
