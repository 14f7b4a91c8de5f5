/// What decides the bytes of a `.crate` besides its files; one value for each generation of Cargo.
package struct PackingGeneration: Hashable, Sendable, CaseIterable {
  /// The times in the tar headers.
  package let times: Times
  /// The compressor.
  package let deflate: DeflateFlavour

  package init(times: Times, deflate: DeflateFlavour) {
    self.times = times
    self.deflate = deflate
  }

  /// The modification times that Cargo writes in place of the real ones, in seconds since 1970.
  ///
  /// Until 1.49 it wrote the real ones, which no folder tells any more. Since then it leaves the times
  /// of copied files to the tar crate (https://github.com/alexcrichton/tar-rs, `HeaderMode`).
  package enum Times: String, Hashable, Sendable, CaseIterable {
    /// All files 0: tar-rs before its change of May 2021.
    case in1970 = "1970"
    /// Copied files 1973-11-29, generated ones 1: tar-rs from then until 0.4.37.
    case in1973 = "1973"
    /// Copied files 2006-07-24, generated ones 1: Cargo up to 1.92.
    case in2006 = "2006"
    /// All files 2006-07-24: Cargo since 1.93 (https://github.com/rust-lang/cargo/pull/16237).
    case allIn2006 = "all 2006"

    var copied: Int {
      switch self {
      case .in1970: 0
      case .in1973: 123_456_789
      case .in2006, .allIn2006: 1_153_704_088
      }
    }

    var generated: Int {
      switch self {
      case .in1970, .allIn2006: copied
      case .in1973, .in2006: 1
      }
    }
  }

  /// Cargo 1.50 until some time in 2021.
  static let first = PackingGeneration(times: .in1970, deflate: .zlib)
  /// Cargo in 2021.
  static let second = PackingGeneration(times: .in1973, deflate: .zlib)
  /// Up to 1.87.
  static let zlib = PackingGeneration(times: .in2006, deflate: .zlib)
  /// 1.88 to 1.92.
  static let zlibRS = PackingGeneration(times: .in2006, deflate: .zlibRS)
  /// 1.93 and later.
  static let current = PackingGeneration(times: .allIn2006, deflate: .zlibRS)
  /// 1.93 and later, built against the C library as some distributions do.
  static let currentWithZlib = PackingGeneration(times: .allIn2006, deflate: .zlib)

  package static let allCases: [PackingGeneration] = [
    zlib, zlibRS, current, second, first, currentWithZlib,
  ]
}

extension PackingGeneration: CustomStringConvertible {
  /// `zlib-rs, times 2006`.
  package var description: String { "\(deflate.rawValue), times \(times.rawValue)" }
}

extension PackingGeneration {
  /// The generations that the files speak for, likeliest first. Never a reason not to try the others
  /// once: Cargo can be told to leave the lockfile out.
  ///
  /// Measured on the 790 crates that rustc 1.95 vendors. Cargo writes `path_in_vcs` since 1.57, `build`
  /// into every manifest since 1.80 and packs a lockfile for libraries too since 1.84.
  static func likely(for files: [PackedFile]) -> [PackingGeneration] {
    var hasLockfile = false
    var namesBuild = false
    // Unknown for what was packed outside git.
    var namesPathInRepository: Bool?
    for file in files {
      switch file.path {
      case "Cargo.lock": hasLockfile = true
      case "Cargo.toml":
        namesBuild = file.bytes.split(separator: UInt8(ascii: "\n"))
          .contains { $0.starts(with: "build = ".utf8) }
      case ".cargo_vcs_info.json":
        namesPathInRepository = String(decoding: file.bytes, as: UTF8.self)
          .contains("\"path_in_vcs\"")
      default: break
      }
    }
    if namesPathInRepository == false { return [second, first] }
    if hasLockfile && namesBuild { return [zlibRS, current, zlib] }
    return namesPathInRepository == true ? [zlib, second] : [zlib, second, first]
  }
}
