package import MoatExpressions

extension Matrix {
  /// How many jobs GitHub makes of a matrix at most.
  package static let maximumCombinations = 256

  /// The values of the `matrix` context in each job, as GitHub makes them: the product of the
  /// axes, less what `exclude` names, with `include` added to those it fits or as jobs of its own.
  ///
  /// What an expression gives is unknown in it. If there may be other jobs, or there are more than
  /// GitHub takes, one of the objects knows nothing.
  package var combinations: [ExpressionObject] {
    var rows: [[(name: String, value: ExpressionValue)]] = axes.isEmpty ? [] : [[]]
    for axis in axes {
      let values = axis.values?.map(\.value) ?? [.unknown]
      guard rows.count * values.count <= Self.maximumCombinations else { return [Self.anything] }
      rows = rows.flatMap { row in values.map { row + [(axis.name, $0)] } }
    }
    rows.removeAll { row in exclude.contains { Self.covers($0, row) } }
    let isVague = isOpen || axes.contains { $0.values == nil }
    let originals = rows.count
    for row in include {
      var fits = false
      for index in 0..<originals where Self.fits(row, rows[index], axes) {
        fits = true
        for member in row.members {
          // What `include` added before may change, what an axis says may not, and is the same.
          rows[index].removeAll { $0.name.lowercased() == member.name.lowercased() }
          rows[index].append(member)
        }
      }
      if !fits { rows.append(row.members) }
      if rows.count > Self.maximumCombinations { return [Self.anything] }
    }
    var result = rows.map { ExpressionObject($0, isOpen: isVague) }
    if isVague || result.isEmpty { result.append(Self.anything) }
    return result
  }

  private static let anything = ExpressionObject([], isOpen: true)

  /// Whether `exclude` surely means a combination: every member is there with the same value.
  private static func covers(
    _ row: Row, _ combination: [(name: String, value: ExpressionValue)]
  ) -> Bool {
    !row.members.isEmpty
      && row.members.allSatisfy { member in
        combination.contains {
          $0.name.lowercased() == member.name.lowercased()
            && matches(member.value, $0.value)
        }
      }
  }

  /// Whether `include` adds to a combination: no value of an axis would change.
  private static func fits(
    _ row: Row, _ combination: [(name: String, value: ExpressionValue)], _ axes: [Axis]
  ) -> Bool {
    row.members.allSatisfy { member in
      guard axes.contains(where: { $0.name.lowercased() == member.name.lowercased() }) else {
        return true
      }
      return combination.contains {
        $0.name.lowercased() == member.name.lowercased()
          && matches(member.value, $0.value)
      }
    }
  }

  /// Whether a value is surely the one that a pattern names; of objects, the members it names.
  private static func matches(_ pattern: ExpressionValue, _ value: ExpressionValue) -> Bool {
    switch (pattern, value) {
    case (.unknown, _), (_, .unknown): false
    case (.object(let pattern), .object(let value)):
      pattern.members.allSatisfy { matches($0.value, value[$0.name]) }
    case (.array(let pattern), .array(let value)):
      pattern.elements.count == value.elements.count
        && zip(pattern.elements, value.elements).allSatisfy { matches($0, $1) }
    case (.object, _), (_, .object), (.array, _), (_, .array): false
    default: pattern.text == value.text
    }
  }
}
