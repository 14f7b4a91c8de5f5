import MoatModel
import MoatSyntax

extension Lockfile {
  /// The file as Cargo writes it (`cargo/src/ops/lockfile.rs`): for a file Cargo wrote, its own
  /// bytes.
  ///
  /// Comments above the first entry are kept, as Cargo keeps them; others are not. Edges and
  /// sources are printed as they were written.
  package func printed() -> String {
    var text = leadingComments()
    if format >= .v3 { text += "version = \(format.rawValue)\n\n" }
    for (index, package) in packages.enumerated() {
      text += index == 0 && hasRootTable ? "[root]\n" : "[[package]]\n"
      Self.print(package, omitsChecksum: format == .v1, to: &text)
    }
    for package in unusedPatches {
      text += "[[patch.unused]]\n"
      Self.print(package, omitsChecksum: format == .v1, to: &text)
    }
    if !metadata.isEmpty {
      text += "[metadata]\n"
      for entry in metadata {
        text += "\(TOMLQuoting.key(entry.key)) = \(TOMLQuoting.quoted(entry.value))\n"
      }
    }
    // Cargo kept the blank line after the last package in version 1 files; versions 1 and 2 without
    // evidence of either look alike, and then the file itself tells.
    let endsBlank = source.bytes.suffix(4).filter { $0 != UInt8(ascii: "\r") }.suffix(2)
      .elementsEqual("\n\n".utf8)
    if format > .v1 || !metadata.isEmpty || !endsBlank {
      while text.hasSuffix("\n\n") { text.removeLast() }
    }
    return source.bytes.contains(UInt8(ascii: "\r"))
      ? text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
      : text
  }

  private func leadingComments() -> String {
    // By bytes: a character may join the `\r` and the `\n` of two lines.
    var comments: [UInt8] = []
    var rest = source.bytes[...]
    while rest.first == UInt8(ascii: "#") {
      let line = rest.prefix { $0 != UInt8(ascii: "\n") }
      rest = rest.dropFirst(line.count + 1)
      comments += line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      comments.append(UInt8(ascii: "\n"))
    }
    // Before version 3 the entries follow after a blank line or, since 1.41, at once.
    if rest.first == UInt8(ascii: "\n") || rest.starts(with: [0x0D, 0x0A]) {
      comments.append(UInt8(ascii: "\n"))
    }
    return String(decoding: comments, as: UTF8.self)
  }

  private static func print(
    _ package: LockedPackage, omitsChecksum: Bool, to text: inout String
  ) {
    text += "name = \(TOMLQuoting.quoted(package.name))\n"
    text += "version = \(TOMLQuoting.quoted(package.versionText))\n"
    if let source = package.source { text += "source = \(TOMLQuoting.quoted(source.raw))\n" }
    if !omitsChecksum {
      switch package.checksum {
      case .absent: break
      case .explicitNone: text += "checksum = \"<none>\"\n"
      case .malformed(let written, _): text += "checksum = \(TOMLQuoting.quoted(written))\n"
      case .digest(let digest): text += "checksum = \"\(digest.hex)\"\n"
      }
    }
    if let replacement = package.replacement {
      text += "replace = \(TOMLQuoting.quoted(replacement.raw))\n\n"
      return
    }
    if !package.dependencies.isEmpty {
      text += "dependencies = [\n"
      for edge in package.dependencies { text += " \(TOMLQuoting.quoted(edge.raw)),\n" }
      text += "]\n"
    }
    text += "\n"
  }
}
