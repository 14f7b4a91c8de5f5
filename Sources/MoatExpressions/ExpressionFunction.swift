/// The functions that GitHub knows, with how many arguments each takes.
package enum ExpressionFunction: String, CaseIterable, Sendable {
  case contains, startswith, endswith, format, join, tojson, fromjson, hashfiles
  case `case`
  case success, failure, always, cancelled

  /// Finds a function without regard to case.
  package init?(named name: String) {
    self.init(rawValue: name.lowercased())
  }

  /// GitHub's upper bound is 255 where there is no other.
  package var argumentCounts: ClosedRange<Int> {
    switch self {
    case .contains, .startswith, .endswith: 2...2
    case .format, .hashfiles: 1...255
    case .join: 1...2
    case .tojson, .fromjson: 1...1
    case .case: 3...255
    case .success, .failure: 0...255
    case .always, .cancelled: 0...0
    }
  }
}
