/// What a comparison may cost. Every input is compared; beyond a limit the answer is coarser and says so.
package enum DiffLimit {
  /// Steps of the search for a shortest path, for one pair of texts: about a quarter of a second. Two
  /// genuine versions of a file of 100,000 lines take a tenth of it; texts made to be slow would take
  /// the product of their lengths.
  static let searchSteps = 48_000_000
  /// How far one search goes before it settles for the best split it has seen, at least. The limit
  /// grows with the square root of the lines: see `PathSearch`.
  static let leastSearchDepth = 256
  /// How often anchors are looked for below anchors. Each level reads all lines once; genuine texts
  /// need four.
  static let anchorDepth = 24
  /// How far a hunk slides in search of a better place.
  static let slide = 100
  /// Lines of a replacement whose counterparts are looked for, on either side: the table of a pairing
  /// has the product of both.
  static let pairedLines = 64
  /// Longer lines are compared by what they begin and end with, and not by words.
  static let intralineBytes = 4 << 10
  /// Words of a line that are compared: a line within ``intralineBytes`` may be all punctuation.
  static let intralineWords = 1_024
  /// Steps of the search within one pair of lines; lines that somebody wrote need some hundred.
  static let wordSteps = 100_000
  /// A moved block has at least so many lines…
  package static let movedLines = 3
  /// …and so many letters and digits, so that closing brackets and blank lines are none.
  static let movedLetters = 20
  /// Files without a counterpart that are compared with each other, on either side. Beyond, only files
  /// of one name are.
  static let renameCandidates = 300
  /// Larger files are renamed only with exactly equal bytes.
  static let renameBytes = 1 << 20
}
