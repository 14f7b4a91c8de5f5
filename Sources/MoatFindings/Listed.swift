/// Names of files, packages and places as notes, so that a thousand of them are a few lines.
package enum Listed {
  /// As many as a reader takes in; the rest is counted.
  package static let limit = 8

  /// The first of them, and how many more there are.
  package static func lines(_ all: [String]) -> [String] {
    all.count > limit ? all.prefix(limit) + ["and \(all.count - limit) more"] : all
  }

  /// `1 file`, `3 files`.
  package static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
