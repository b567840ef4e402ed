#include "seeds/calendar/partial_date.h"
