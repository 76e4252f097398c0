from . import kit_xlsx
