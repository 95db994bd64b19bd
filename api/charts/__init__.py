"""Pictures of plans and studies, which need no program but a browser to be seen."""
