"""Studies: many variants solved and compared as one piece of work, and what follows from them."""
