import MoatModel
import MoatShell
import MoatSyntax

extension ScriptFile {
  func read() -> [ScriptSequence] {
    let parts: [[ScriptPart]]
    switch kind {
    case .dockerfile:
      var reader = DockerfileReader(source)
      parts = reader.read()
    case .makefile:
      var reader = MakefileReader(source)
      parts = reader.read()
    case .justfile:
      var reader = JustfileReader(source)
      parts = reader.read()
    case .shell: parts = [[whole(.bash)]]
    case .powershell: parts = [[whole(.powershell)]]
    case .batch: parts = [[whole(.cmd)]]
    case .cargoConfiguration: parts = aliases.map { [$0] }
    }
    return parts.filter { !$0.isEmpty }.map {
      ScriptSequence(path: source.path, list: nil, parts: $0)
    }
  }

  private func whole(_ dialect: ShellDialect) -> ScriptPart {
    ScriptSlice(0..<source.bytes.count).part(source, index: 0, dialect: dialect)
  }

  /// The aliases of `.cargo/config.toml`, as the commands they stand for:
  /// https://doc.rust-lang.org/cargo/reference/config.html#alias
  private var aliases: [ScriptPart] {
    let document: TOMLDocument
    do throws(TOMLError) {
      document = try TOMLDocument(parsing: source)
    } catch {
      // That Cargo's configuration cannot be read is reported elsewhere.
      return []
    }
    guard let table = document.root["alias"]?.table else { return [] }
    var parts: [ScriptPart] = []
    for entry in table.entries {
      var words: [String] = []
      if let text = entry.value.string { words = [text] }
      if let array = entry.value.array { words += array.compactMap(\.string) }
      guard !words.isEmpty else { continue }
      let script = ShellScript("cargo " + words.joined(separator: " "), dialect: .bash)
      parts.append(
        ScriptPart(script, index: parts.count, whole: entry.value.span, of: source))
    }
    return parts
  }
}
