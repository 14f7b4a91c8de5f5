/// The variables of a script while it is walked, and what branches did to them.
struct ShellState {
  enum Value: Hashable {
    case text(ShellText)
    case array([ShellWord])
  }

  private var values: [String: Value] = [:]
  private(set) var exported: Set<String>
  /// For each branch that is being walked, what the variables it changed were before.
  private var undo: [[String: Value?]] = []
  /// What is known of the variables that Cargo and rustup read.
  private(set) var environment: [String: ShellText] = [:]
  /// The arguments of the script or of the function that is walked; nil if they are not known.
  var arguments: [ShellWord]?

  init(_ variables: [String: ShellText]) {
    exported = Set(variables.keys)
    for (name, text) in variables { set(name, .text(text)) }
  }

  subscript(_ name: String) -> Value? { values[name] }

  /// The value as one text; an unknown one under its name.
  func text(_ name: String) -> ShellText {
    switch values[name] {
    case .text(let text): text
    case .array(let words): words.first?.text ?? ShellText()
    case nil: ShellText(parts: [.variable(name)])
    }
  }

  mutating func set(_ name: String, _ value: Value?) {
    guard !name.isEmpty else { return }
    if !undo.isEmpty, undo[undo.count - 1][name] == nil {
      undo[undo.count - 1].updateValue(values[name], forKey: name)
    }
    if value != nil, values[name] == nil, values.count >= ShellLimit.variables { return }
    values[name] = value
    refresh(name)
  }

  mutating func export(_ name: String) {
    if exported.count < ShellLimit.variables { exported.insert(name) }
    refresh(name)
  }

  private mutating func refresh(_ name: String) {
    guard Self.isWatched(name), exported.contains(name) else { return }
    environment[name] = values[name] == nil ? nil : text(name)
  }

  static func isWatched(_ name: String) -> Bool {
    name.hasPrefix("CARGO_") || name.hasPrefix("RUSTUP_")
  }

  // MARK: Branches

  mutating func beginBranch() { undo.append([:]) }

  /// Takes back what was changed since ``beginBranch()``.
  ///
  /// - Returns: what it was, with the values that were left; nil for a variable without value.
  mutating func endBranch() -> [String: Value?] {
    guard let before = undo.popLast() else { return [:] }
    var after: [String: Value?] = [:]
    for (name, value) in before {
      after.updateValue(values[name], forKey: name)
      values[name] = value
      refresh(name)
    }
    return after
  }

  /// Joins what alternative branches left: one value if they agree, a choice if all are known.
  mutating func join(_ outcomes: [[String: Value?]]) {
    for name in Set(outcomes.flatMap(\.keys)) {
      var texts: [String]? = []
      var all: [Value?] = []
      for outcome in outcomes {
        let value = outcome[name] ?? values[name]
        all.append(value)
        if case .text(let text)? = value, let known = text.alternatives {
          texts?.append(contentsOf: known)
        } else {
          texts = nil
        }
      }
      if let first = all.first, all.allSatisfy({ $0 == first }) {
        set(name, first)
      } else if let texts {
        var seen: Set<String> = []
        let different = texts.filter { seen.insert($0).inserted }
        set(name, .text(ShellText(parts: [.choice(different)])))
      } else {
        set(name, .text(ShellText(parts: [.variable(name)])))
      }
    }
  }

  /// What programs get: the exported variables that have a value.
  var inherited: [String: ShellText] {
    var inherited: [String: ShellText] = [:]
    for name in exported where values[name] != nil { inherited[name] = text(name) }
    return inherited
  }

  /// What another shell started by this one knows.
  func child(arguments: [ShellWord]) -> ShellState {
    var state = ShellState(inherited)
    state.arguments = arguments
    return state
  }
}
