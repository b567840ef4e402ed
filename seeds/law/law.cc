#include "seeds/law/law.h"
