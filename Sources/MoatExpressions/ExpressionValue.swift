/// A value of a workflow expression.
///
/// The kinds and their conversions are those of
/// [GitHub's documentation](https://docs.github.com/en/actions/reference/workflows-and-actions/expressions)
/// and of its runner, with one more for what is not known before a workflow runs.
package enum ExpressionValue: Sendable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array(ExpressionArray)
  case object(ExpressionObject)
  /// A value that only a run decides. Whatever depends on it is unknown too.
  case unknown
}

/// A list of values. Two lists are equal only if they are the same one.
package final class ExpressionArray: Sendable {
  package let elements: [ExpressionValue]
  /// Whether it was made by `*`: an index into it applies to each of its elements.
  let isFiltered: Bool

  package convenience init(_ elements: [ExpressionValue]) {
    self.init(elements, isFiltered: false)
  }

  init(_ elements: [ExpressionValue], isFiltered: Bool) {
    self.elements = elements
    self.isFiltered = isFiltered
  }
}

/// Values under names that are found without regard to case. Two objects are equal only if they
/// are the same one.
package final class ExpressionObject: Sendable {
  package let members: [(name: String, value: ExpressionValue)]
  /// Whether there may be members that are not known: then a name that is not found is unknown and
  /// not null.
  package let isOpen: Bool
  /// Where the members are; nil for few, which are looked through.
  private let indices: [[UInt16]: Int]?

  /// From how many members on an index is worth making: contexts and `env` have a handful, what
  /// `fromJSON` reads may have thousands.
  private static let indexedCount = 24

  /// The first of two members with the same name counts.
  package init(_ members: [(name: String, value: ExpressionValue)], isOpen: Bool = false) {
    self.isOpen = isOpen
    var kept: [(name: String, value: ExpressionValue)] = []
    kept.reserveCapacity(members.count)
    guard members.count >= Self.indexedCount else {
      for member in members where !kept.contains(where: { OrdinalText.equal($0.name, member.name) })
      {
        kept.append(member)
      }
      self.members = kept
      indices = nil
      return
    }
    var indices: [[UInt16]: Int] = [:]
    for member in members {
      let key = OrdinalText.upper(member.name)
      guard indices[key] == nil else { continue }
      indices[key] = kept.count
      kept.append(member)
    }
    self.members = kept
    self.indices = indices
  }

  package subscript(name: String) -> ExpressionValue {
    place(of: name).map { members[$0].value } ?? (isOpen ? .unknown : .null)
  }

  private func place(of name: String) -> Int? {
    guard let indices else { return members.firstIndex { OrdinalText.equal($0.name, name) } }
    return indices[OrdinalText.upper(name)]
  }

  /// Whether the name is there, or might be.
  func mayHold(_ name: String) -> Bool { isOpen || place(of: name) != nil }
}
