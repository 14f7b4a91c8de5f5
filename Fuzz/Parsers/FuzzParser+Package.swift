import MoatCargo
import MoatInspection
import MoatModel

extension FuzzParser {
  private static let packageManifest = """
    [package]
    name = "p"
    version = "1.0.0"
    build = "build.rs"

    [lib]
    proc-macro = true

    [dependencies]
    base64 = "0.22"
    libc = "0.2"
    reqwest = "0.12"
    http = { package = "ureq", version = "3" }
    """

  /// Any bytes are a build script, a library and a file of data: what is noted of them lies inside of
  /// them, and is the same each time.
  static func package(_ bytes: [UInt8]) {
    let files = ["build.rs", "src/lib.rs", "data.bin"].map {
      PackageContents.File(path: $0, bytes: bytes)
    }
    let contents = PackageContents(
      identity: PackageIdentity(name: "p", version: "1.0.0"), origin: .folder("p"),
      files: [PackageContents.File(path: "Cargo.toml", bytes: Array(packageManifest.utf8))] + files)
    let inspection = PackageInspector().inspect(contents)
    for file in inspection.files where file.path != "Cargo.toml" {
      for mark in file.marks {
        require(mark.line >= 1 && mark.column >= 1)
        require(mark.span.lower <= mark.span.upper && mark.span.upper <= bytes.count)
      }
    }
    require(PackageInspector().inspect(contents) == inspection)
  }
}
