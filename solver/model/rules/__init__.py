"""One function per hard rule; `solver.model.build` lists them."""
