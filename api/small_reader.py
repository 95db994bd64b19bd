"""`python -m api.small_reader`: small files, one after the other, for as long as its parent lives.

To start a reader for each would take several times as long as to read it. Standard input brings
pickled pairs of a file's content and name, standard output takes the pickled answers. Both come
from the same program: nothing that somebody sent is unpickled. All that comes here is JSON; what
has to be unpacked is left to `api.reader`, which is not trusted so far and answers in JSON.
"""

from __future__ import annotations

import pickle
import sys

from api.reader import bound
from api.reading import AT_ONCE, read_here


def main() -> None:
    """Read until nothing more comes."""
    bound(AT_ONCE.megabytes)
    given, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            body, name = pickle.load(given)
        except EOFError:
            return
        pickle.dump(read_here(body, name), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


if __name__ == "__main__":
    main()
