extension ExpressionEvaluator {
  /// Calls a function. As in GitHub's runner, an argument that does not matter is not evaluated,
  /// and cannot fail.
  func call(
    _ function: ExpressionFunction, _ arguments: [ExpressionNode], _ node: ExpressionNode,
    _ memory: inout Memory
  ) throws(ExpressionError) -> ExpressionValue {
    switch function {
    case .always: return .boolean(true)
    // They depend on the run and on files.
    case .success, .failure, .cancelled, .hashfiles: return .unknown
    case .case: return try chooseCase(arguments, &memory)
    case .contains, .startswith, .endswith: return try search(function, arguments, &memory)
    case .format: return try format(arguments, node, &memory)
    case .join: return try join(arguments, node, &memory)
    case .tojson:
      guard let text = ExpressionJSONWriter.text(try value(arguments[0], &memory)) else {
        return .unknown
      }
      try memory.take(text, node)
      return .string(text)
    case .fromjson:
      guard let text = try value(arguments[0], &memory).text else { return .unknown }
      try memory.take(text, node)
      do throws(ExpressionJSONReader.Problem) {
        return try ExpressionJSONReader.read(text)
      } catch {
        throw ExpressionError(.json(error.text), node.span)
      }
    }
  }

  /// The value behind the first condition that holds, or the last argument.
  private func chooseCase(
    _ arguments: [ExpressionNode], _ memory: inout Memory
  ) throws(ExpressionError) -> ExpressionValue {
    for index in stride(from: 0, to: arguments.count - 1, by: 2) {
      switch try value(arguments[index], &memory) {
      case .boolean(true): return try value(arguments[index + 1], &memory)
      case .boolean(false): continue
      case .unknown: return .unknown
      default: throw ExpressionError(.caseCondition, arguments[index].span)
      }
    }
    guard let last = arguments.last else { return .null }
    return try value(last, &memory)
  }

  // MARK: - Searching

  private func search(
    _ function: ExpressionFunction, _ arguments: [ExpressionNode], _ memory: inout Memory
  ) throws(ExpressionError) -> ExpressionValue {
    let whole = try value(arguments[0], &memory)
    if whole.isUnknown { return .unknown }
    if function == .contains, case .array(let array) = whole {
      if array.elements.isEmpty { return .boolean(false) }
      return Self.contains(array, try value(arguments[1], &memory))
    }
    guard whole.isPrimitive, let whole = whole.text else { return .boolean(false) }
    let part = try value(arguments[1], &memory)
    if part.isUnknown { return .unknown }
    guard part.isPrimitive, let part = part.text else { return .boolean(false) }
    let units = OrdinalText.upper(whole)
    let wanted = OrdinalText.upper(part)
    switch function {
    case .startswith: return .boolean(units.starts(with: wanted))
    case .endswith: return .boolean(units.suffix(wanted.count).elementsEqual(wanted))
    default: return .boolean(wanted.isEmpty || units.contains(wanted))
    }
  }

  /// Whether an element equals a value.
  private static func contains(
    _ array: ExpressionArray, _ part: ExpressionValue
  ) -> ExpressionValue {
    let results = array.elements.map { ExpressionValue.compare(.equal, $0, part) }
    if results.contains(true) { return .boolean(true) }
    return results.contains(nil) ? .unknown : .boolean(false)
  }

  // MARK: - Making text

  private func join(
    _ arguments: [ExpressionNode], _ node: ExpressionNode, _ memory: inout Memory
  ) throws(ExpressionError) -> ExpressionValue {
    let whole = try value(arguments[0], &memory)
    guard case .array(let array) = whole else {
      if whole.isUnknown { return .unknown }
      return .string(whole.isPrimitive ? whole.text ?? "" : "")
    }
    var between = ","
    if array.elements.count > 1, arguments.count > 1 {
      let separator = try value(arguments[1], &memory)
      if separator.isUnknown { return .unknown }
      // A list or an object as separator counts as none.
      if separator.isPrimitive, let text = separator.text { between = text }
    }
    var result = ""
    for (index, element) in array.elements.enumerated() {
      guard let text = element.text else { return .unknown }
      let next = index > 0 ? between + text : text
      try memory.take(next, node)
      result += next
    }
    return .string(result)
  }

  /// A part of the first argument of `format`.
  private enum FormatPart {
    case text(ArraySlice<UInt8>)
    case argument(Int)
  }

  /// Replaces `{0}` and so on in the first argument; `{{` and `}}` are braces.
  private func format(
    _ arguments: [ExpressionNode], _ node: ExpressionNode, _ memory: inout Memory
  ) throws(ExpressionError) -> ExpressionValue {
    guard let text = try value(arguments[0], &memory).text else { return .unknown }
    let parts = try formatParts(text, arguments.count - 1, node)
    try memory.take(text, node)
    var cache: [Int: ExpressionValue] = [:]
    var result: [UInt8] = []
    var isKnown = true
    for part in parts {
      switch part {
      case .text(let bytes): result += bytes
      case .argument(let index):
        if cache[index] == nil { cache[index] = try value(arguments[index + 1], &memory) }
        if let text = cache[index]?.text {
          try memory.take(text, node)
          result += text.utf8
        } else {
          isKnown = false
        }
      }
    }
    return isKnown ? .string(String(decoding: result, as: UTF8.self)) : .unknown
  }

  private func formatParts(
    _ text: String, _ count: Int, _ node: ExpressionNode
  ) throws(ExpressionError) -> [FormatPart] {
    let bytes = Array(text.utf8)
    var parts: [FormatPart] = []
    var start = 0
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
        at += 1
        continue
      }
      if at + 1 < bytes.count, bytes[at + 1] == byte {
        // One of the two.
        parts.append(.text(bytes[start...at]))
        at += 2
        start = at
        continue
      }
      parts.append(.text(bytes[start..<at]))
      let digits = bytes[(at + 1)...].prefix { $0 &- 0x30 < 10 }
      let close = digits.endIndex
      guard byte == UInt8(ascii: "{"), close < bytes.count, bytes[close] == UInt8(ascii: "}"),
        let index = UInt8(String(decoding: digits, as: UTF8.self))
      else { throw ExpressionError(.formatText(text), node.span) }
      guard Int(index) < count else { throw ExpressionError(.formatArgument(text), node.span) }
      parts.append(.argument(Int(index)))
      at = close + 1
      start = at
    }
    parts.append(.text(bytes[start...]))
    return parts
  }
}
