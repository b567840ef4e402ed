#include "seeds/calendar/working_calendar.h"
