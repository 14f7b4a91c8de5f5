package import MoatModel

/// The flags that Cargo hands to rustc, as far as they change what `cfg` holds: `--cfg name`.
///
/// Which flags count follows Cargo: those of the environment alone, else those of the tables for the
/// target, else those of `[build]`
/// (https://doc.rust-lang.org/cargo/reference/config.html#buildrustflags). What `-C target-cpu` and
/// `-C target-feature` change is not seen.
package struct CompilerFlags: Sendable {
  private let environment: [String]?
  private let tables: [CargoConfiguration.TargetFlags]

  /// - Parameters:
  ///   - configurations: those that Cargo would read.
  ///   - encoded: `CARGO_ENCODED_RUSTFLAGS`, parted by the byte 0x1F.
  ///   - plain: `RUSTFLAGS`, parted by spaces.
  package init(
    _ configurations: [CargoConfiguration], encoded: String? = nil, plain: String? = nil
  ) {
    environment =
      encoded.map { $0.split(separator: "\u{1F}").map(String.init) }
      ?? plain.map { $0.split(separator: " ").map(String.init) }
    tables = configurations.flatMap(\.compilerFlags)
  }

  package func facts(for target: TargetTriple) -> Set<CfgFact> {
    if let environment { return Self.facts(in: environment) }
    let own = tables.filter { table in
      guard let text = table.target else { return false }
      do throws(CfgExpression.Malformed) {
        return try PlatformCondition(parsing: text).holds(on: target)
      } catch {
        return false
      }
    }
    let counting = own.isEmpty ? tables.filter { $0.target == nil } : own
    return Self.facts(in: counting.flatMap(\.flags))
  }

  /// `--cfg NAME`, `--cfg=NAME`, with or without a value.
  private static func facts(in flags: [String]) -> Set<CfgFact> {
    var facts: Set<CfgFact> = []
    for (index, flag) in flags.enumerated() {
      let text: String
      if flag == "--cfg", flags.indices.contains(index + 1) {
        text = flags[index + 1]
      } else if flag.hasPrefix("--cfg=") {
        text = String(flag.dropFirst(6))
      } else {
        continue
      }
      do throws(CfgExpression.Malformed) {
        facts.insert(try CfgFact(parsing: text))
      } catch {
        // rustc refuses it, so there is no build that it could change.
      }
    }
    return facts
  }
}
