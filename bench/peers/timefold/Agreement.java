package etalukkari;

/** A buyer takes at most so many half lessons a week of a seller. */
public record Agreement(int buyer, int seller, int most) {
}
