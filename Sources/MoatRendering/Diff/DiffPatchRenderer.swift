import MoatArchive
import MoatDiff
package import MoatInspection

/// A diff as a patch that `git apply` applies to the old version's folder and that leaves the new
/// version's files there. https://git-scm.com/docs/diff-format#generate_patch_text_with_p
///
/// It has the packages' own bytes, so it must never be printed on a terminal.
package struct DiffPatchRenderer: Sendable {
  private let view: DiffView
  /// Put before every path, with a slash at its end; empty for the patch of one package.
  private let folder: String

  /// Why there is no such patch.
  package enum Failure: Error, Hashable {
    /// Of this file only the beginning was read.
    case incomplete(path: String)
    case cannotHash
  }

  package init(_ view: DiffView, below folder: String = "") {
    self.view = view
    self.folder = folder
  }

  package func render(_ diff: PackageDiff) throws(Failure) -> [UInt8] {
    var patch: [UInt8] = []
    for number in view.files(of: diff) { try write(diff.files[number], &patch) }
    return patch
  }

  private func write(_ file: FileDiff, _ patch: inout [UInt8]) throws(Failure) {
    let (old, new) = (file.change.old, file.change.new)
    for side in [old, new] {
      if let side, !side.isWhole { throw .incomplete(path: side.path) }
    }
    let oldName = old?.path ?? file.path
    patch += "diff --git \(quoted("a/", oldName)) \(quoted("b/", file.path))\n".utf8
    let (before, after) = (Self.mode(old), Self.mode(new))
    switch (old, new) {
    case (nil, _): patch += "new file mode \(after)\n".utf8
    case (_, nil): patch += "deleted file mode \(before)\n".utf8
    default: if before != after { patch += "old mode \(before)\nnew mode \(after)\n".utf8 }
    }
    if file.change.kind == .renamed {
      patch += "similarity index \(file.change.similarity)%\n".utf8
      patch += "rename from \(quoted("", oldName))\nrename to \(quoted("", file.path))\n".utf8
    }
    guard old?.bytes != new?.bytes || old == nil || new == nil else { return }
    let names = (try Self.blob(old?.bytes), try Self.blob(new?.bytes))
    let tail = old != nil && new != nil && before == after ? " \(before)" : ""
    patch += "index \(names.0)..\(names.1)\(tail)\n".utf8
    guard let text = file.text else {
      patch += BinaryPatch.text(old: old?.bytes ?? [], new: new?.bytes ?? [])
      return
    }
    guard !text.isEqual else { return }
    patch += "--- \(old == nil ? "/dev/null" : quoted("a/", oldName))\n".utf8
    patch += "+++ \(new == nil ? "/dev/null" : quoted("b/", file.path))\n".utf8
    patch += UnifiedText.hunks(of: text, context: view.context)
  }

  private static func mode(_ file: TreeFile?) -> String {
    file?.isExecutable ?? false ? "100755" : "100644"
  }

  /// What git calls the bytes; zeros for no file.
  private static func blob(_ bytes: [UInt8]?) throws(Failure) -> String {
    guard let bytes else { return String(repeating: "0", count: 40) }
    do throws(SHA256Hasher.Unavailable) {
      var hasher = try GitBlobHasher()
      try hasher.start(size: bytes.count, by: .sha1)
      bytes.withUnsafeBytes { hasher.update($0) }
      return hasher.finish()
    } catch {
      throw .cannotHash
    }
  }

  /// As git quotes names: in C's way where a byte is not printable ASCII, `"` or `\`. A blank at the end
  /// of a name is quoted too, which git reads as well.
  private func quoted(_ side: String, _ path: String) -> String {
    let bytes = Array("\(side)\(folder)\(path)".utf8)
    let isPlain = bytes.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    guard !isPlain else { return String(decoding: bytes, as: UTF8.self) }
    var text = "\""
    for byte in bytes {
      switch byte {
      case 0x22, 0x5C: text += "\\" + String(UnicodeScalar(byte))
      case 0x20...0x7E: text += String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
      }
    }
    return text + "\""
  }
}
