#include "seeds/places/facilities.h"
