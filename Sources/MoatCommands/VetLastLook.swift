import MoatHost
import MoatStore
import MoatVetting

/// What `vet inspect` or `vet diff` showed last: what `vet certify` without arguments is about.
struct VetLastLook: Hashable {
  let crate: String
  let from: VetVersion?
  let to: VetVersion

  private static let fileName = "vet-last-look"
  private static let sizeLimit = 4096

  private static func path(_ host: Host) -> String? {
    host.environment.cacheDirectory.map { PathText.join($0, fileName) }
  }

  /// nil where nothing is remembered.
  static func read(on host: Host) -> VetLastLook? {
    guard let path = path(host) else { return nil }
    let bytes: [UInt8]
    do throws(FileFailure) { bytes = try host.files.read(path, limit: sizeLimit) } catch {
      return nil
    }
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 3, !lines[0].isEmpty else { return nil }
    do throws(VetVersion.Malformed) {
      return VetLastLook(
        crate: lines[0], from: lines[1].isEmpty ? nil : try VetVersion(parsing: lines[1]),
        to: try VetVersion(parsing: lines[2]))
    } catch {
      return nil
    }
  }

  /// Remembered where there is a place for it; forgetting costs nothing but typing.
  func write(on host: Host) {
    guard let path = Self.path(host), let folder = PathText.parent(path) else { return }
    let text = "\(crate)\n\(from.map { "\($0)" } ?? "")\n\(to)\n"
    try? host.files.createDirectories(folder)
    try? AtomicFile.write(Array(text.utf8), to: path, using: host.store)
  }
}
