package etalukkari;

/** Two needs that share pupils. */
public record Clash(Need one, Need other) {
}
