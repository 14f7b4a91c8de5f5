import MoatCargo
import MoatHost
import MoatModel
import MoatPipeline
import MoatStore

/// The configuration file that a vendored tree is entered into.
struct VendorConfigurationFile {
  /// Written by people.
  private static let sizeLimit = 1 << 20

  private let path: String
  private let shown: String
  /// nil where it says everything already.
  private let bytes: [UInt8]?

  /// Reads what is there, and refuses what contradicts it.
  ///
  /// - Parameter folder: the folder of the lockfile; the file is in its `.cargo`.
  init(_ configuration: VendorConfiguration, below folder: String, in host: Host) throws {
    // Cargo reads the old name where both are there.
    let old = PathText.join(folder, ".cargo/config")
    let isOld: Bool
    do throws(FileFailure) { isOld = try host.files.kind(of: old) == .regular } catch {
      throw CommandFailure.usage("`\(old)` cannot be read: \(error.message)", hint: nil)
    }
    path = isOld ? old : PathText.join(folder, ".cargo/config.toml")
    shown = DisplayPath(currentDirectory: host.environment.currentDirectory)(path)
    var existing: [UInt8] = []
    do throws(FileFailure) {
      existing = try host.files.read(path, limit: Self.sizeLimit)
    } catch {
      guard error == .notFound else {
        throw CommandFailure.usage("`\(shown)` cannot be read: \(error.message)", hint: nil)
      }
    }
    let text = SourceText(path: shown, bytes: existing)
    do throws(VendorConfiguration.Conflict) {
      bytes = try configuration.merged(into: text)
    } catch {
      let position = LineIndex(existing).position(at: error.span.lower)
      throw CommandFailure.usage(
        "\(shown):\(position.line):\(position.column): \(error.message)",
        hint: "change it by hand; without `--write-config` the tables are printed")
    }
  }

  /// Writes it after the tree, so that Cargo is never pointed to a tree that is not there.
  func write(in host: Host) throws {
    guard let bytes else {
      host.remark("`\(shown)` has the configuration already")
      return
    }
    do throws(FileFailure) {
      try host.files.createDirectories(PathText.parent(path) ?? "/")
    } catch {
      throw CommandFailure.usage("`\(shown)` cannot be written: \(error.message)", hint: nil)
    }
    do throws(StoreFailure) {
      try AtomicFile.write(bytes, to: path, using: host.store)
    } catch {
      throw CommandFailure.usage("`\(shown)` cannot be written: \(error.message)", hint: nil)
    }
    host.remark("added the configuration to `\(shown)`")
  }
}
