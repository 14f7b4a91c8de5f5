public import Foundation

/// Texts that tests compare with files, and that `UPDATE_SNAPSHOTS=1` writes anew.
public enum Snapshot {
  /// Whether files are rewritten instead of compared.
  public static let isUpdating: Bool =
    ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1"

  /// The first line in which `text` differs from the file, or nil when they are equal.
  ///
  /// While updating, a file that differs is rewritten and counts as equal.
  public static func difference(of text: String, from file: URL) throws -> String? {
    let expected = try? String(contentsOf: file, encoding: .utf8)
    if expected == text { return nil }
    if isUpdating {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
      return nil
    }
    let name = SharedData.relativePath(of: file)
    guard let expected else { return "\(name) is not there; UPDATE_SNAPSHOTS=1 writes it" }
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let place = line ?? min(old.count, new.count)
    let was = place < old.count ? String(old[place]) : "(end)"
    let now = place < new.count ? String(new[place]) : "(end)"
    return "\(name):\(place + 1): expected \(was.debugDescription), found \(now.debugDescription)"
  }
}
