#include "seeds/identifiers/personal_number.h"
