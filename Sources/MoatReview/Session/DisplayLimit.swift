/// How much of a file is shown at once. What is left out is always said to be there.
enum DisplayLimit {
  /// Lines of a file: the page lays out a row for each.
  static let lines = 60_000
  /// Bytes of a line; the rest opens on demand. Long lines are where things hide, and slow to lay out.
  static let lineBytes = 2_000
  /// Bytes of a line that is opened.
  static let openedLineBytes = 1 << 20
  /// Blanks in a row that are counted instead of shown: code behind them is out of sight.
  static let blanks = 60
  /// Bytes of a file that is coloured; larger ones are tables and generated code.
  static let colouredBytes = 4 << 20
  /// Bytes shown of a file that is not text.
  static let binaryBytes = 4_096
  /// The head of a file by which text is told from other data.
  static let sniffedBytes = 64 << 10
  /// Places that a search lists.
  static let hits = 400
  /// Places of one file that a search lists, so that no file crowds out the others.
  static let hitsOfFile = 60
  /// Bytes of text around a hit.
  static let hitContext = 60
  /// Bytes of what is searched for.
  static let searchBytes = 500
}
