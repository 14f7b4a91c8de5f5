/// How one kind of value turns into another; unknown values turn into nothing.
extension ExpressionValue {
  package var isUnknown: Bool {
    if case .unknown = self { return true }
    return false
  }

  /// Whether `if:`, `!`, `&&` and `||` take it for true: everything but `null`, `false`, 0, not a
  /// number and the empty string. Nil if that is unknown.
  package var isTruthy: Bool? {
    switch self {
    case .null: false
    case .boolean(let value): value
    case .number(let value): value != 0 && !value.isNaN
    case .string(let value): !value.isEmpty
    case .array, .object: true
    case .unknown: nil
    }
  }

  /// What it reads as inside text: an array as `Array`, an object as `Object`. Nil if unknown.
  package var text: String? {
    switch self {
    case .null: ""
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): ExpressionNumber.text(value)
    case .string(let value): value
    case .array: "Array"
    case .object: "Object"
    case .unknown: nil
    }
  }

  var isPrimitive: Bool {
    switch self {
    case .null, .boolean, .number, .string: true
    case .array, .object, .unknown: false
    }
  }

  /// The number that comparisons and indices use.
  var number: Double {
    switch self {
    case .null: 0
    case .boolean(let value): value ? 1 : 0
    case .number(let value): value
    case .string(let value): ExpressionNumber.parse(value)
    case .array, .object, .unknown: .nan
    }
  }

  /// Compares two values, turned into numbers where their kinds differ; strings without regard to
  /// case. Nil if one of them is unknown.
  static func compare(
    _ comparison: ExpressionNode.Comparison, _ left: ExpressionValue, _ right: ExpressionValue
  ) -> Bool? {
    guard !left.isUnknown, !right.isUnknown else { return nil }
    switch comparison {
    case .equal: return areEqual(left, right)
    case .notEqual: return !areEqual(left, right)
    case .less: return isLess(left, right)
    case .lessOrEqual: return areEqual(left, right) || isLess(left, right)
    case .greater: return isLess(right, left)
    case .greaterOrEqual: return areEqual(left, right) || isLess(right, left)
    }
  }

  private static func areEqual(_ left: ExpressionValue, _ right: ExpressionValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let left), .boolean(let right)): left == right
    case (.string(let left), .string(let right)): OrdinalText.equal(left, right)
    case (.array(let left), .array(let right)): left === right
    case (.object(let left), .object(let right)): left === right
    default: left.isPrimitive && right.isPrimitive && left.number == right.number
    }
  }

  private static func isLess(_ left: ExpressionValue, _ right: ExpressionValue) -> Bool {
    switch (left, right) {
    // Two nulls, lists or objects have no order.
    case (.null, .null): false
    case (.string(let left), .string(let right)): OrdinalText.isLess(left, right)
    default: left.isPrimitive && right.isPrimitive && left.number < right.number
    }
  }
}
