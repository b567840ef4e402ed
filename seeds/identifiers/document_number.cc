#include "seeds/identifiers/document_number.h"
