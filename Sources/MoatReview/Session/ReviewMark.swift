import MoatInspection

/// A mark, where the page shows it.
struct ReviewMark: Sendable {
  /// The number of its file.
  let file: Int
  let isOld: Bool
  let mark: Mark
  /// Whether the older version did nothing of the kind in such a place.
  let isGained: Bool
}
