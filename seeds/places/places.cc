#include "seeds/places/places.h"
