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
  /// Where the members are by their names in upper case; empty where they are few and looked at one
  /// after the other.
  private let indices: [[UInt16]: Int]

  /// As many members are few.
  private static let fewMembers = 16

  /// The first of two members with the same name counts.
  package init(_ members: [(name: String, value: ExpressionValue)], isOpen: Bool = false) {
    self.isOpen = isOpen
    guard members.count > Self.fewMembers else {
      var kept: [(name: String, value: ExpressionValue)] = []
      kept.reserveCapacity(members.count)
      for member in members where Self.index(of: member.name, in: kept) == nil {
        kept.append(member)
      }
      self.members = kept
      indices = [:]
      return
    }
    var indices: [[UInt16]: Int] = [:]
    var kept: [(name: String, value: ExpressionValue)] = []
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
    if let index = index(of: name) { return members[index].value }
    return isOpen ? .unknown : .null
  }

  private func index(of name: String) -> Int? {
    indices.isEmpty ? Self.index(of: name, in: members) : indices[OrdinalText.upper(name)]
  }

  private static func index(
    of name: String, in members: [(name: String, value: ExpressionValue)]
  ) -> Int? {
    members.firstIndex { OrdinalText.equal($0.name, name) }
  }

  /// Whether the name is there, or might be.
  func mayHold(_ name: String) -> Bool { isOpen || index(of: name) != nil }
}
