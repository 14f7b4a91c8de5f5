extension BashInterpreter {
  /// A word after all expansions: usually one, none or several where the shell splits it.
  ///
  /// - Parameter substitution: what becomes of the status of commands in `$( … )`.
  mutating func expand(
    _ word: BashWord, _ context: BashContext,
    substitution: ShellOutcome = .ignored(.substitution)
  ) -> [ShellWord] {
    if let text = word.literal {
      return [ShellWord(ShellText(text), range: context.frame.range(word.range))]
    }
    var fields = WordFields(range: context.frame.range(word.range))
    for piece in word.pieces {
      switch piece {
      case .literal(let text, let isQuoted): fields.add(ShellText(text), isQuoted: true, isQuoted)
      case .mask(let offset, let isQuoted):
        fields.add(context.frame.source.text(ofMaskAt: offset), isQuoted: isQuoted, isQuoted)
      case .unknown(let isQuoted): fields.add(.anything, isQuoted: true, isQuoted)
      case .substitution(let list, let isQuoted):
        let id = walkSubstitution(list, context, substitution)
        fields.add(ShellText(parts: [.output(id)]), isQuoted: isQuoted, isQuoted)
      case .process(let list):
        let id = walkSubstitution(list, context, .ignored(.substitution))
        fields.add(ShellText(parts: [.outputFile(id)]), isQuoted: true, true)
      case .parameter(let parameter, let isQuoted):
        if let words = list(of: parameter) {
          fields.add(words, isQuoted: isQuoted, joined: parameter.operation.hasSuffix("[*]"))
        } else {
          fields.add(value(of: parameter, context), isQuoted: isQuoted, isQuoted)
        }
      }
    }
    return fields.finished()
  }

  mutating func expand(_ words: [BashWord], _ context: BashContext) -> [ShellWord] {
    var all: [ShellWord] = []
    all.reserveCapacity(words.count)
    for word in words {
      if let text = word.literal {
        all.append(ShellWord(ShellText(text), range: context.frame.range(word.range)))
      } else {
        all += expand(word, context)
      }
    }
    return all
  }

  /// A word where the shell does not split: a value, a redirection's target.
  mutating func text(
    of word: BashWord, _ context: BashContext,
    substitution: ShellOutcome = .ignored(.substitution)
  ) -> ShellText {
    if let literal = word.literal { return ShellText(literal) }
    var text = ShellText()
    for piece in word.pieces {
      switch piece {
      case .literal(let literal, _): text.append(.literal(literal))
      case .mask(let offset, _): text.append(context.frame.source.text(ofMaskAt: offset))
      case .unknown: text.append(.unknown)
      case .substitution(let list, _):
        text.append(.output(walkSubstitution(list, context, substitution)))
      case .process(let list):
        text.append(.outputFile(walkSubstitution(list, context, .ignored(.substitution))))
      case .parameter(let parameter, _):
        if let words = list(of: parameter) {
          for (index, word) in words.enumerated() {
            if index > 0 { text.append(.literal(" ")) }
            text.append(word.text)
          }
        } else {
          text.append(value(of: parameter, context))
        }
      }
    }
    return text
  }

  /// The commands of `$( … )`.
  ///
  /// - Returns: the id of what they print.
  private mutating func walkSubstitution(
    _ list: BashList, _ context: BashContext, _ status: ShellOutcome
  ) -> Int {
    pipelines += 1
    let id = pipelines
    var inner = context
    inner.place = ShellPipelinePlace(id: id, index: 0, count: 1, outer: context.place?.id)
    inner.status = status
    // Bash drops `-e` in a command substitution.
    inner.honoursErrexit = false
    inner.redirects = []
    let saved = options
    if dialect == .bash { options.stopsOnError = false }
    state.beginBranch()
    walk(list, inner)
    _ = state.endBranch()
    options = saved
    return id
  }

  /// `"$@"` and `"${array[@]}"`; nil for any other expansion.
  private func list(of parameter: BashParameter) -> [ShellWord]? {
    if parameter.operation.isEmpty, parameter.name == "@" || parameter.name == "*" {
      return state.arguments
    }
    guard parameter.operation == "[@]" || parameter.operation == "[*]" else { return nil }
    switch state[parameter.name] {
    case .array(let words): return words
    case .text(let text): return [ShellWord(text, range: 0..<0)]
    case nil: return nil
    }
  }

  private mutating func value(
    of parameter: BashParameter, _ context: BashContext
  ) -> ShellText {
    let name = parameter.name
    if name == "?" || name == "PIPESTATUS" { sawStatus = true }
    if let number = Int(name), number > 0, parameter.operation.isEmpty {
      guard let arguments = state.arguments else { return ShellText(parts: [.variable(name)]) }
      return number <= arguments.count ? arguments[number - 1].text : ShellText()
    }
    let argument = parameter.argument.map { text(of: $0, context) }
    if parameter.operation.isEmpty, argument == nil { return state.text(name) }
    let unknown = ShellText(parts: [.variable(parameter.source)])
    let value: ShellText
    if let number = Int(name), number > 0, let arguments = state.arguments {
      value = number <= arguments.count ? arguments[number - 1].text : ShellText()
    } else {
      guard state[name] != nil else { return unknown }
      value = state.text(name)
    }
    switch parameter.operation {
    case ":-", ":=": return value.parts.isEmpty ? argument ?? ShellText() : value
    case "-", "=", ":?", "?": return value
    case ":+": return value.known == nil ? unknown : value.parts.isEmpty ? value : argument ?? value
    case "+": return argument ?? ShellText()
    case "#", "##", "%", "%%":
      guard let known = value.known, let pattern = argument?.known,
        let cut = BashPattern.cut(known, parameter.operation, pattern)
      else { return unknown }
      return ShellText(cut)
    case "/", "//":
      guard let known = value.known, let rule = argument?.known,
        let result = BashPattern.replace(known, rule, all: parameter.operation == "//")
      else { return unknown }
      return ShellText(result)
    case ",,": return value.known.map { ShellText($0.lowercased()) } ?? unknown
    case "^^": return value.known.map { ShellText($0.uppercased()) } ?? unknown
    default: return unknown
    }
  }
}

/// The words that one source word becomes.
private struct WordFields {
  let range: Range<Int>
  private var done: [ShellWord] = []
  private var current = ShellText()
  private var isOpen = false
  private var mayBeSeveral = false

  init(range: Range<Int>) { self.range = range }

  /// - Parameters:
  ///   - isQuoted: whether the shell leaves it in one piece.
  ///   - isEvident: whether it makes a word even if it is empty.
  mutating func add(_ text: ShellText, isQuoted: Bool, _ isEvident: Bool) {
    if isQuoted {
      current.append(text)
      isOpen = isOpen || isEvident || !text.parts.isEmpty
      return
    }
    guard let known = text.known else {
      let splits = text.alternatives?.contains { $0.utf8.contains(where: Self.isBlank) } ?? true
      current.append(text)
      isOpen = true
      mayBeSeveral = mayBeSeveral || splits
      return
    }
    var rest = known.utf8[...]
    while let blank = rest.firstIndex(where: Self.isBlank) {
      append(String(rest[..<blank]) ?? "")
      close()
      rest = rest[rest.index(after: blank)...]
    }
    append(String(rest) ?? "")
  }

  private mutating func append(_ text: String) {
    guard !text.isEmpty else { return }
    current.append(.literal(text))
    isOpen = true
  }

  /// The words of `"$@"`.
  mutating func add(_ words: [ShellWord], isQuoted: Bool, joined: Bool) {
    for (index, word) in words.enumerated() {
      if index > 0 {
        if joined && isQuoted { append(" ") } else { close() }
      }
      add(word.text, isQuoted: isQuoted, isQuoted)
      mayBeSeveral = mayBeSeveral || word.mayBeSeveral
    }
  }

  private mutating func close() {
    guard isOpen, done.count < ShellLimit.variables else { return }
    done.append(ShellWord(current, range: range, mayBeSeveral: mayBeSeveral))
    current = ShellText()
    isOpen = false
    mayBeSeveral = false
  }

  mutating func finished() -> [ShellWord] {
    close()
    return done
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A
  }
}
