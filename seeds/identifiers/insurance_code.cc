#include "seeds/identifiers/insurance_code.h"
