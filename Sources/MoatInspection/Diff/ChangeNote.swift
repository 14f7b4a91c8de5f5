/// One thing that a reader of an update should know before reading its text.
package struct ChangeNote: Hashable, Sendable {
  /// In the order of a report.
  package enum Weight: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// How attacks began before: look at it first.
    case alert
    /// Changes what is built or run.
    case notice
    case detail

    package static func < (one: Self, two: Self) -> Bool { one.rawValue < two.rawValue }

    package var word: String {
      switch self {
      case .alert: "alert"
      case .notice: "notice"
      case .detail: "detail"
      }
    }
  }

  /// What it is about, in the order of a report.
  package enum Topic: String, Hashable, Sendable, CaseIterable {
    case unread
    case dependency
    case buildScript = "build-script"
    case procMacro = "proc-macro"
    case links
    case capability
    case binary
    case unsafe
    case manifest
    case features
    case targets
    case identity
    case origin
    case toolchain
  }

  /// Where to look.
  package struct Place: Hashable, Sendable {
    package let path: String
    /// 1-based; nil for a file as a whole.
    package let line: Int?

    package init(path: String, line: Int? = nil) {
      self.path = path
      self.line = line
    }

    /// `src/lib.rs:12`.
    package var description: String { line.map { "\(path):\($0)" } ?? path }
  }

  package let weight: Weight
  package let topic: Topic
  /// A phrase; quotes what the package says, and is not safe to print.
  package let text: String
  package let places: [Place]

  package init(_ weight: Weight, _ topic: Topic, _ text: String, at places: [Place] = []) {
    self.weight = weight
    self.topic = topic
    self.text = text
    self.places = places
  }
}

extension Sequence<ChangeNote> {
  /// What weighs most first, then by topic; of one topic as they came.
  func ranked() -> [ChangeNote] {
    enumerated().sorted { one, two in
      let (left, right) = (one.element, two.element)
      if left.weight != right.weight { return left.weight < right.weight }
      if left.topic != right.topic { return left.topic.rank < right.topic.rank }
      return one.offset < two.offset
    }.map(\.element)
  }
}

extension ChangeNote.Topic {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
