#include "seeds/identifiers/dossier_code.h"
