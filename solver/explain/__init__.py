"""Why a need is unserved, in facts that can be counted."""
