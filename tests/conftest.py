"""Settings that every test shares."""

import os

from hypothesis import HealthCheck, settings

# A slow shared machine is no failure; a run in CI must be repeatable.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
