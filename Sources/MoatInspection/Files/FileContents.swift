import MoatCargo
import MoatModel

/// What a file is by its first bytes and its mode, whatever it is called.
enum FileContents {
  /// - Parameter isModeTelling: whether executable files are the exception in the package; packages
  ///   that were made on some file systems have nothing else.
  static func marks(of file: PackageContents.File, isModeTelling: Bool) -> [Mark] {
    let magic = FileMagic(of: file.bytes)
    let isRust = file.path.hasSuffix(".rs")
    if let magic {
      let capability: Capability =
        magic.isProgram
        ? .embeddedBinary : magic.isArchive ? .embeddedArchive : .embeddedScript
      // A Rust file may have a line for `cargo script`.
      if capability == .embeddedScript && isRust { return [] }
      let subject = magic == .script ? shebang(of: file) : magic.rawValue
      return [mark(capability, subject)]
    }
    guard file.isExecutable, isModeTelling, !isRust else { return [] }
    return [mark(.embeddedScript, "executable by its mode")]
  }

  private static func mark(_ capability: Capability, _ subject: String) -> Mark {
    Mark(capability: capability, span: .start, line: 1, column: 1, subject: subject)
  }

  private static func shebang(of file: PackageContents.File) -> String {
    let end = file.bytes.firstIndex(of: UInt8(ascii: "\n")) ?? file.bytes.count
    return QuotedText.shown(file.bytes, 0..<end)
  }
}
