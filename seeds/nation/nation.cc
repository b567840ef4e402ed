#include "seeds/nation/nation.h"
