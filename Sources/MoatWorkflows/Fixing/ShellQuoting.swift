import MoatShell

/// In which quotes a place of a word stands.
enum ShellQuoting: Hashable, Sendable {
  case none, single, double

  /// - Parameters:
  ///   - place: the offset that is asked about.
  ///   - start: where its word starts.
  /// - Returns: nil for a dialect whose quotes are not known here.
  init?(of place: Int, from start: Int, in script: [UInt8], _ dialect: ShellDialect) {
    let escape: UInt8
    switch dialect {
    case .bash, .sh: escape = UInt8(ascii: "\\")
    case .powershell: escape = UInt8(ascii: "`")
    case .cmd: return nil
    }
    var state = ShellQuoting.none
    var at = start
    while at < place, at < script.count {
      switch (state, script[at]) {
      case (.none, escape), (.double, escape): at += 1
      case (.none, UInt8(ascii: "'")): state = .single
      case (.single, UInt8(ascii: "'")): state = .none
      case (.none, UInt8(ascii: "\"")): state = .double
      case (.double, UInt8(ascii: "\"")): state = .none
      default: break
      }
      at += 1
    }
    self = state
  }

  /// A variable of the environment as one word, or as a part of one.
  func reference(to name: String, _ dialect: ShellDialect) -> String {
    let variable = dialect == .powershell ? "${env:\(name)}" : "${\(name)}"
    return self == .none && dialect != .powershell ? "\"\(variable)\"" : variable
  }
}
