import MoatModel
import MoatRust

extension FileScanner {
  /// Notes what the paths that begin at a token mean.
  mutating func readPaths(at index: Int) {
    while nextPath < names.paths.count, names.paths[nextPath].tokens.lowerBound <= index {
      note(names.paths[nextPath])
      nextPath += 1
    }
  }

  private mutating func note(_ path: FileNames.Path) {
    let first = path.tokens.lowerBound
    let last = path.tokens.upperBound
    let place = tokens.range(first).lowerBound..<tokens.range(last).upperBound
    // Most paths mean nothing, and need no text.
    func joined() -> String { path.components.joined(separator: "::") }
    let isCall =
      tokens.isMark(last + 1, "(") || tokens.isMark(last + 1, "!")
      || tokens.isSeparator(last + 1)
    if let root = path.components.first, ForeignFunctions.crates.contains(root),
      let name = path.components.last, let capability = ForeignFunctions.capability(of: name)
    {
      if sightings.last?.lower == place.lowerBound { return }
      note(capability, at: place, joined(), via: path.via, isMention: !isCall)
      return
    }
    guard let meaning = CapabilityPaths.all.meaning(of: path.components) else {
      if path.glob == nil { noteUnfinished(path, at: place) }
      return
    }
    // What a glob may bring in counts where the name itself is listed; the glob is noted as such.
    if let glob = path.glob, meaning.depth <= glob { return }
    // Where a condition chooses between imports of one name, both lead to the same here.
    if let last = sightings.last, last.lower == place.lowerBound,
      last.capability == meaning.capabilities.last
    {
      return
    }
    let text = joined()
    let argument = isCall ? firstArgument(after: last) : nil
    let isMention = !isCall || meaning.isWholeCrate
    for capability in meaning.capabilities {
      switch capability {
      case .decoding where !Self.decodes(text): break
      case .environmentRead where !meaning.isWholeCrate:
        noteVariable(argument, by: text, at: first, via: path.via)
      case .process:
        let subject = argument.map { "\(text)(\"\($0)\")" } ?? text
        note(
          capability, at: place, subject, via: path.via,
          argument: argument.map { command(of: $0, after: last) }
            ?? (isCall ? commandOfUnknown(after: last) : nil), isMention: isMention)
        // What another program changes is changed; the mark stands at its name.
        if let argument, ["chmod", "icacls"].contains(Downloader.name(of: argument)) {
          note(.permissions, at: tokens.range(last + 2), argument)
        }
      case .fileRead, .fileWrite, .network, .environmentWrite, .dynamicLoading,
        .embeddedFile:
        let subject = argument.map { "\(text)(\"\($0)\")" } ?? text
        note(
          capability, at: place, subject, via: path.via, argument: argument, isMention: isMention)
      default:
        note(capability, at: place, text, via: path.via, argument: argument, isMention: isMention)
      }
    }
  }

  /// Whether a name of an encoding's crate is about decoding, as far as it says so.
  private static func decodes(_ path: String) -> Bool {
    ["ecode", "ngine", "FromHex", "Encoding"].contains { path.contains($0) }
  }

  /// `std::process::$name` and `paste!`'s `std::process::[<…>]`: a macro writes the rest, which may be
  /// any name there.
  private mutating func noteUnfinished(_ path: FileNames.Path, at place: Range<Int>) {
    let last = path.tokens.upperBound
    guard tokens.isSeparator(last + 1),
      tokens.isMark(last + 3, "$") || tokens.isMark(last + 3, "[")
    else { return }
    for capability in CapabilityPaths.all.capabilities(below: path.components) {
      note(
        capability, at: place, path.components.joined(separator: "::") + "::…", via: path.via,
        isMention: true)
    }
  }

  /// Imports that no path begins with, traits whose methods are called among them, and those that are
  /// handed on to other files or bring in everything.
  mutating func noteImports() {
    for alias in names.aliases
    where !alias.isUsed || alias.item.isPublic || alias.item.kind == .glob {
      let span = alias.item.span
      let text = alias.components.joined(separator: "::")
      var capabilities = CapabilityPaths.all.meaning(of: alias.components)?.capabilities
      if capabilities == nil, alias.item.isPublic || alias.item.kind == .glob && !alias.isUsed {
        // A module as a whole, for other files, or for names that seem to be something else.
        capabilities = CapabilityPaths.all.capabilities(below: alias.components)
      }
      for capability in capabilities ?? [] {
        note(capability, at: span.lower..<span.upper, text, isMention: true)
      }
    }
    guard source.isResolved else { return }
    for item in source.imports where source.mayHave(item, Self.macroParts) {
      noteRenamedMacro(item)
    }
  }

  /// The standard library's macros that read files, variables or machine code.
  static let macroNames = [
    "include", "include_bytes", "include_str", "asm", "global_asm", "naked_asm", "option_env",
  ]
  private static let macroParts = PathNames(
    first: TokenFilter(), further: TokenFilter(names: macroNames))

  /// Such a macro under another name: by that its calls are not known.
  private mutating func noteRenamedMacro(_ item: Import) {
    let path = source.path(of: item)
    let name = source.name(of: item)
    guard path.hasPrefix("std::") || path.hasPrefix("core::"), !path.hasSuffix("::" + name) else {
      return
    }
    let parts = path.split(separator: ":")
    guard let root = parts.first, root == "std" || root == "core", let last = parts.last,
      name != last, name != "_"
    else { return }
    let capability: Capability
    switch last {
    case "include": capability = .includeUnusual
    case "include_bytes", "include_str": capability = .embeddedFile
    case "asm", "global_asm", "naked_asm": capability = .assembly
    case "option_env": capability = .environmentRead
    default: return
    }
    note(
      capability, at: item.span.lower..<item.span.upper, "\(path)! as `\(name)`",
      isMention: true)
  }
}
