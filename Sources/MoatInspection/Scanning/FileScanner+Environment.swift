import MoatRust

extension FileScanner {
  /// `env!("NAME")` and `option_env!("NAME")`: read when the crate is compiled.
  mutating func readEnvironmentMacro(at index: Int) {
    guard let variable = firstArgument(after: index) else { return }
    noteVariable(variable, by: tokens.name(index) + "!", at: index)
  }

  /// How a mark says that a variable is read while the crate is compiled.
  static let compiledIn = "compiled in"

  /// Notes that a variable is read, and what its name gives away.
  mutating func noteVariable(
    _ variable: String?, by path: String, at index: Int, via: String? = nil
  ) {
    let range = tokens.range(index)
    note(.environmentRead, at: range, variable ?? path, via: via, argument: variable)
    guard let variable else { return }
    if SecretNames.isSecret(variable) {
      let isCompiledIn = path.hasSuffix("!")
      note(
        .secretVariable, at: range, variable, via: isCompiledIn ? Self.compiledIn : via,
        argument: variable)
    }
    if SecretNames.buildServices.contains(variable) {
      note(.ciTrigger, at: range, variable, via: via, argument: variable)
    }
    if SecretNames.hosts.contains(variable) {
      note(.hostTrigger, at: range, variable, via: via, argument: variable)
    }
    if SecretNames.places.contains(variable) {
      note(.outsidePath, at: range, variable, via: via, argument: variable)
    }
    if variable == "OUT_DIR" || variable == "CARGO_MANIFEST_DIR" {
      noteFolder(variable, boundBefore: index)
    }
  }

  // MARK: leaving OUT_DIR and the package's folder

  /// How far back a statement is read for the folder that it begins with.
  private static let statementLimit = 96

  /// Remembers the name that the statement around an index gives to a folder of the build.
  private mutating func noteFolder(_ variable: String, boundBefore index: Int) {
    follow(.folder(isOut: variable == "OUT_DIR"), at: index)
  }

  /// Remembers the name that a statement gives to the folder it has at an index, unless the statement
  /// goes on to something inside of it.
  mutating func follow(_ folder: Known, at index: Int) {
    guard let name = boundName(before: index), name != index else { return }
    var next = index + 1
    while next < tokens.count, next - index <= Self.statementLimit, !tokens.isMark(next, ";") {
      if isDescent(next) { return }
      next += 1
    }
    remember(name, folder)
  }

  /// `.join(…)` and the like: a parent of that is still inside.
  private func isDescent(_ index: Int) -> Bool {
    guard tokens.isMark(index - 1, "."), tokens.isMark(index + 1, "(") else { return false }
    return tokens.isWord(index, "join") || tokens.isWord(index, "push")
      || tokens.isWord(index, "with_file_name")
  }

  /// The `x` of `let x = …`, in the statement that an index is in.
  private func boundName(before index: Int) -> Int? {
    var before = index - 1
    while before >= 0, index - before <= Self.statementLimit {
      switch tokens.mark(before) {
      case UInt8(ascii: ";"), UInt8(ascii: "}"): return nil
      default: break
      }
      if tokens.isWord(before, "let") {
        let name = tokens.isWord(before + 1, "mut") ? before + 2 : before + 1
        return tokens.isName(name) ? name : nil
      }
      if tokens.isWord(before, "const") || tokens.isWord(before, "static") {
        return tokens.isName(before + 1) ? before + 1 : nil
      }
      before -= 1
    }
    return nil
  }

  /// `.parent()`, `.ancestors()` and `.pop()` on a folder of the build, or on what was made of it in
  /// the same function or before: an approximation by names, which a call in between ends.
  mutating func readClimb(at index: Int) {
    guard tokens.isMark(index - 1, "."), let folder = folder(before: index) else { return }
    noteClimb(folder, at: tokens.range(index), ".\(tokens.name(index))()")
    if let name = boundName(before: index) { remember(name, folder) }
  }

  /// `..` in a literal, where the statement begins with a folder of the build.
  mutating func readParents(_ literal: RustLiteral, at index: Int) {
    let text = literal.bytes[literal.range]
    guard text.starts(with: "..".utf8) || text.starts(with: "/..".utf8), text.count <= 256,
      text.count == 2 || text.contains(UInt8(ascii: "/")) || text.contains(UInt8(ascii: "\\"))
    else { return }
    // The `join` that it is an argument of does not count.
    var start = index
    while start > 0, index - start < 8, !isDescent(start) { start -= 1 }
    guard let folder = folder(before: isDescent(start) ? start : index) else { return }
    noteClimb(folder, at: tokens.range(index), QuotedText.shown(literal.bytes, literal.range))
    if let name = boundName(before: index) { remember(name, folder) }
  }

  private mutating func noteClimb(_ folder: Known, at range: Range<Int>, _ step: String) {
    guard case .folder(let isOut) = folder else { return }
    note(
      .outsidePath, at: range, "\(step) of \(isOut ? "OUT_DIR" : "CARGO_MANIFEST_DIR")",
      argument: isOut ? "OUT_DIR" : "CARGO_MANIFEST_DIR")
  }

  /// The folder of the build that the statement before an index names.
  private func folder(before index: Int) -> Known? {
    var before = index - 1
    while before >= 0, index - before <= Self.statementLimit {
      let mark = tokens.mark(before)
      if mark == UInt8(ascii: ";") || mark == UInt8(ascii: "{") || mark == UInt8(ascii: "}") {
        return nil
      }
      if isDescent(before) { return nil }
      if tokens.isText(before) {
        let contents = RustLiteral.contents(of: tokens.tokens[before], in: tokens.bytes)
        if tokens.bytes[contents].elementsEqual("OUT_DIR".utf8) { return .folder(isOut: true) }
        if tokens.bytes[contents].elementsEqual("CARGO_MANIFEST_DIR".utf8) {
          return .folder(isOut: false)
        }
      } else if tokens.isName(before), case .folder(let isOut)? = known(at: before) {
        return .folder(isOut: isOut)
      }
      before -= 1
    }
    return nil
  }
}
