extension ExpressionEvaluator {
  func call(
    _ function: ExpressionFunction, _ arguments: [ExpressionNode], _ node: ExpressionNode,
    _ memory: inout Memory
  ) throws(ExpressionError) -> ExpressionValue {
    switch function {
    case .always: return .boolean(true)
    // They depend on the run and on files.
    case .success, .failure, .cancelled, .hashfiles: return .unknown
    case .case: return try chooseCase(arguments, &memory)
    default: break
    }
    var values: [ExpressionValue] = []
    for argument in arguments { values.append(try value(argument, &memory)) }
    guard let first = values.first else { return .unknown }
    switch function {
    case .contains: return Self.contains(first, values[1])
    case .startswith, .endswith: return Self.affix(function, first, values[1])
    case .format: return try format(values, node, &memory)
    case .join: return try join(first, values.count > 1 ? values[1] : nil, node, &memory)
    case .tojson:
      guard let text = ExpressionJSONWriter.text(first) else { return .unknown }
      try memory.take(text, node)
      return .string(text)
    case .fromjson:
      guard let text = first.text else { return .unknown }
      try memory.take(text, node)
      do throws(ExpressionJSONReader.Problem) {
        return try ExpressionJSONReader.read(text)
      } catch {
        throw ExpressionError(.json(error.text), node.span)
      }
    default: return .unknown
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

  /// Text within text, or a value that equals an element.
  private static func contains(
    _ whole: ExpressionValue, _ part: ExpressionValue
  ) -> ExpressionValue {
    if case .array(let array) = whole {
      if part.isUnknown { return array.elements.isEmpty ? .boolean(false) : .unknown }
      let results = array.elements.map { ExpressionValue.compare(.equal, $0, part) }
      if results.contains(true) { return .boolean(true) }
      return results.contains(nil) ? .unknown : .boolean(false)
    }
    if whole.isUnknown || part.isUnknown { return .unknown }
    guard whole.isPrimitive, part.isPrimitive, let whole = whole.text, let part = part.text else {
      return .boolean(false)
    }
    return .boolean(OrdinalText.upper(whole).contains(OrdinalText.upper(part)))
  }

  private static func affix(
    _ function: ExpressionFunction, _ whole: ExpressionValue, _ part: ExpressionValue
  ) -> ExpressionValue {
    if whole.isUnknown || part.isUnknown { return .unknown }
    guard whole.isPrimitive, part.isPrimitive, let whole = whole.text, let part = part.text else {
      return .boolean(false)
    }
    let units = OrdinalText.upper(whole)
    let wanted = OrdinalText.upper(part)
    let slice = function == .startswith ? units.prefix(wanted.count) : units.suffix(wanted.count)
    return .boolean(slice.elementsEqual(wanted))
  }

  private func join(
    _ value: ExpressionValue, _ separator: ExpressionValue?, _ node: ExpressionNode,
    _ memory: inout Memory
  ) throws(ExpressionError) -> ExpressionValue {
    guard case .array(let array) = value else {
      if value.isUnknown { return .unknown }
      return .string(value.isPrimitive ? value.text ?? "" : "")
    }
    if array.elements.count > 1, separator?.isUnknown == true { return .unknown }
    // A list or an object as separator counts as none.
    let between = separator.flatMap { $0.isPrimitive ? $0.text : nil } ?? ","
    var result = ""
    for (index, element) in array.elements.enumerated() {
      guard let text = element.text else { return .unknown }
      let next = index > 0 ? between + text : text
      try memory.take(next, node)
      result += next
    }
    return .string(result)
  }

  /// Replaces `{0}` and so on in the first value; `{{` and `}}` are braces.
  private func format(
    _ values: [ExpressionValue], _ node: ExpressionNode, _ memory: inout Memory
  ) throws(ExpressionError) -> ExpressionValue {
    guard let text = values[0].text else { return .unknown }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var isKnown = true
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      let next = at + 1 < bytes.count ? bytes[at + 1] : 0
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
        result.append(byte)
        at += 1
        continue
      }
      if next == byte {
        result.append(byte)
        at += 2
        continue
      }
      let digits = bytes[(at + 1)...].prefix { $0 &- 0x30 < 10 }
      let close = digits.endIndex
      guard byte == UInt8(ascii: "{"), close < bytes.count, bytes[close] == UInt8(ascii: "}"),
        let index = UInt8(String(decoding: digits, as: UTF8.self))
      else { throw ExpressionError(.formatText(text), node.span) }
      guard Int(index) + 1 < values.count else {
        throw ExpressionError(.formatArgument(text), node.span)
      }
      if let argument = values[Int(index) + 1].text {
        try memory.take(argument, node)
        result += argument.utf8
      } else {
        isKnown = false
      }
      at = close + 1
    }
    try memory.take(text, node)
    return isKnown ? .string(String(decoding: result, as: UTF8.self)) : .unknown
  }
}
