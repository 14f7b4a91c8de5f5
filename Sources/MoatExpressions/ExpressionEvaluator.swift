/// Evaluates parsed expressions over what is known of the contexts.
///
/// With every context known the result is the one GitHub's runner has. Otherwise it is that
/// result wherever what is not known cannot change it, and ``ExpressionValue/unknown`` elsewhere.
package struct ExpressionEvaluator: Sendable {
  /// How many bytes the texts and lists that one expression makes may take together: the limit of
  /// GitHub's runner, whose count is a little different.
  package static let maximumMemory = 1 << 20

  private let contexts: ExpressionObject

  /// - Parameter contexts: the contexts by name. Open if there are others.
  package init(contexts: ExpressionObject) {
    self.contexts = contexts
  }

  /// - Throws: ``ExpressionError`` for what GitHub refuses while it evaluates.
  package func value(of node: ExpressionNode) throws(ExpressionError) -> ExpressionValue {
    var memory = Memory()
    return try value(node, &memory)
  }

  /// Whether an expression holds as a condition; nil if that depends on what is not known.
  ///
  /// It knows more than ``value(of:)``: `a && false` does not hold, whatever `a` is.
  ///
  /// - Throws: ``ExpressionError`` for what GitHub refuses while it evaluates.
  package func truth(of node: ExpressionNode) throws(ExpressionError) -> Bool? {
    switch node.kind {
    case .not(let operand): return try truth(of: operand).map { !$0 }
    case .and(let operands): return try truth(of: operands, unless: false)
    case .or(let operands): return try truth(of: operands, unless: true)
    default: return try value(of: node).isTruthy
    }
  }

  private func truth(
    of operands: [ExpressionNode], unless decisive: Bool
  ) throws(ExpressionError) -> Bool? {
    var isKnown = true
    for operand in operands {
      guard let holds = try truth(of: operand) else {
        isKnown = false
        continue
      }
      if holds == decisive { return decisive }
    }
    return isKnown ? !decisive : nil
  }

  /// How much the texts and lists take that were made.
  struct Memory {
    /// What .NET needs for a string besides its characters.
    private static let stringOverhead = 26

    private var used = 0

    /// Counts UTF-16 units, as .NET stores text.
    mutating func take(_ text: String, _ node: ExpressionNode) throws(ExpressionError) {
      try take(Self.stringOverhead + text.utf16.count * 2, node)
    }

    mutating func take(_ bytes: Int, _ node: ExpressionNode) throws(ExpressionError) {
      used += bytes
      guard used <= ExpressionEvaluator.maximumMemory else {
        throw ExpressionError(.tooLarge(limit: ExpressionEvaluator.maximumMemory), node.span)
      }
    }
  }

  func value(
    _ node: ExpressionNode, _ memory: inout Memory
  ) throws(ExpressionError) -> ExpressionValue {
    switch node.kind {
    case .literal(let value): return value
    case .context(let name): return contexts[name]
    case .index(let base, let index):
      return try element(
        of: try value(base, &memory), at: try value(index, &memory), node, &memory)
    case .wildcard(let base): return try elements(of: try value(base, &memory), node, &memory)
    case .call(let name, let arguments):
      guard let function = ExpressionFunction(named: name) else { return .unknown }
      return try call(function, arguments, node, &memory)
    case .not(let operand):
      return try value(operand, &memory).isTruthy.map { .boolean(!$0) } ?? .unknown
    case .comparison(let comparison, let left, let right):
      let (left, right) = (try value(left, &memory), try value(right, &memory))
      return ExpressionValue.compare(comparison, left, right).map { .boolean($0) } ?? .unknown
    case .and(let operands): return try first(of: operands, thatIs: false, &memory)
    case .or(let operands): return try first(of: operands, thatIs: true, &memory)
    }
  }

  /// The first operand that decides, or the last one.
  private func first(
    of operands: [ExpressionNode], thatIs wanted: Bool, _ memory: inout Memory
  ) throws(ExpressionError) -> ExpressionValue {
    var result = ExpressionValue.null
    for operand in operands {
      result = try value(operand, &memory)
      if result.isTruthy == nil { return .unknown }
      if result.isTruthy == wanted { return result }
    }
    return result
  }

  // MARK: - Indices

  private func element(
    of base: ExpressionValue, at index: ExpressionValue, _ node: ExpressionNode,
    _ memory: inout Memory
  ) throws(ExpressionError) -> ExpressionValue {
    if base.isUnknown || index.isUnknown { return .unknown }
    guard case .array(let array) = base, array.isFiltered else {
      return Self.element(of: base, at: index) ?? .null
    }
    var found: [ExpressionValue] = []
    for element in array.elements {
      if element.isUnknown { return .unknown }
      guard let value = Self.element(of: element, at: index) else { continue }
      try memory.take(MemoryLayout<Int>.size, node)
      found.append(value)
    }
    return .array(ExpressionArray(found, isFiltered: true))
  }

  /// The element or member, nil if there is none.
  private static func element(
    of base: ExpressionValue, at index: ExpressionValue
  ) -> ExpressionValue? {
    switch base {
    case .object(let object):
      guard index.isPrimitive, let name = index.text, object.mayHold(name) else { return nil }
      return object[name]
    case .array(let array):
      let number = index.number.rounded(.down)
      guard number >= 0, number < Double(array.elements.count) else { return nil }
      return array.elements[Int(number)]
    default: return nil
    }
  }

  /// What `*` stands for.
  private func elements(
    of base: ExpressionValue, _ node: ExpressionNode, _ memory: inout Memory
  ) throws(ExpressionError) -> ExpressionValue {
    if base.isUnknown { return .unknown }
    var found: [ExpressionValue] = []
    if case .array(let array) = base, array.isFiltered {
      for element in array.elements {
        guard let inner = Self.elements(of: element) else { return .unknown }
        try memory.take(inner.count * MemoryLayout<Int>.size, node)
        found += inner
      }
    } else {
      guard let inner = Self.elements(of: base) else { return .unknown }
      try memory.take(inner.count * MemoryLayout<Int>.size, node)
      found = inner
    }
    return .array(ExpressionArray(found, isFiltered: true))
  }

  /// The elements or members; none of a value that has none. Nil if not all are known.
  private static func elements(of value: ExpressionValue) -> [ExpressionValue]? {
    switch value {
    case .array(let array): array.elements
    case .object(let object): object.isOpen ? nil : object.members.map(\.value)
    case .unknown: nil
    default: []
    }
  }
}
