#include "seeds/identifiers/tax_code.h"
