import Foundation

/// `openssl s_server` on loopback with a certificate that nobody but its maker trusts.
final class TLSServer {
  let port: Int
  /// The certificate, in a file.
  let certificate: String
  private let folder: URL
  private let process = Process()

  /// Where `openssl` is; nil says so.
  static let openssl: String? = {
    let path = ["/usr/bin/openssl", "/usr/local/bin/openssl"]
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    if path == nil { print("skipped: no openssl for a server with TLS") }
    return path
  }()

  /// - Parameter pages: a folder whose files are given out; nil for a page of its own.
  init(pages: String? = nil) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("moat-tls-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let key = folder.appendingPathComponent("key.pem").path
    certificate = folder.appendingPathComponent("certificate.pem").path
    let maker = Process()
    maker.executableURL = URL(fileURLWithPath: Self.openssl ?? "")
    maker.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
      "subjectAltName=IP:127.0.0.1",
    ]
    maker.standardError = FileHandle.nullDevice
    try maker.run()
    maker.waitUntilExit()
    let output = Pipe()
    process.executableURL = maker.executableURL
    process.arguments = [
      "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key,
      pages == nil ? "-www" : "-WWW",
    ]
    process.currentDirectoryURL = pages.map { URL(fileURLWithPath: $0) }
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // `ACCEPT 127.0.0.1:PORT`
    var said = ""
    var found: Int?
    while found == nil {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { throw CocoaError(.fileReadUnknown) }
      said += String(decoding: data, as: UTF8.self)
      for line in said.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      where line.hasPrefix("ACCEPT") {
        found = line.split(separator: ":").last.flatMap { Int($0) }
      }
    }
    port = found ?? 0
  }

  /// Ends the server. Not by `terminate()` and `waitUntilExit()`: the signal may be blocked in a child
  /// of this process, and the wait then never ends.
  func stop() {
    kill(process.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }
}
