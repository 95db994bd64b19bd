"""One function per stage of the objective; `solver.model.objective` lists them."""
