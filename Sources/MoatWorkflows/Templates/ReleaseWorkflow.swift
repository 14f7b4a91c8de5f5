/// A workflow that publishes a project's crates from a tag, by trusted publishing.
///
/// Which toolchain runs a `rust-toolchain` file decides, which rustup obeys by itself; without one it
/// is the runner's.
///
/// Tests, packaging and everything else that runs the code of dependencies happens in a job that
/// holds nothing. The job that gets a token compiles nothing: it uploads with `--no-verify` what the
/// first job has built.
package struct ReleaseWorkflow: Sendable {
  package struct Crate: Hashable, Sendable {
    package let name: String
    package let version: String

    package init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// What is published, each behind those that it depends on.
  private let crates: [Crate]
  /// `rust-version` of the project; nil where it names none.
  private let rustVersion: String?
  private let environment: String
  /// The file's name, by which crates.io knows the workflow.
  private let fileName: String

  package init(
    crates: [Crate], rustVersion: String?, environment: String, fileName: String
  ) {
    self.crates = crates
    self.rustVersion = rustVersion
    self.environment = environment
    self.fileName = fileName
  }

  /// Whether one tag stands for all crates; else a tag names its crate.
  private var isOneVersion: Bool { Set(crates.map(\.version)).count <= 1 }

  private var tagPattern: String { isOneVersion ? "v[0-9]*" : "*-v[0-9]*" }

  private var packages: String { crates.map { "--package \($0.name)" }.joined(separator: " ") }

  package var text: String {
    [header, triggers, testJob, minimumJob, publishJob].filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  // MARK: - Parts

  private var header: String {
    let names = crates.map(\.name).joined(separator: ", ")
    let example = crates.first?.name ?? "crate"
    let tag = isOneVersion ? "`v1.2.3`" : "`\(example)-v1.2.3`"
    return """
      # Publishes \(names) to crates.io when a tag \(tag) is pushed, without a stored token.
      #
      # Before the first run:
      # - Publish the first version of each crate by hand: crates.io sets up trusted publishing for
      #   crates that exist.
      # - On crates.io, in the settings of each crate, add this repository as a trusted publisher, with
      #   the workflow `\(fileName)` and the environment `\(environment)`; then require trusted publishing.
      # - In the settings of the repository, make the environment `\(environment)`: allow it tags
      #   `\(tagPattern)` only, and name somebody who must approve.

      """
  }

  private var triggers: String {
    """
    name: Release

    on:
      push:
        tags: ["\(tagPattern)"]

    permissions: {}

    concurrency:
      group: release
      cancel-in-progress: false

    """
  }

  private var testJob: String {
    """
    jobs:
      test:
        name: Test and package
        runs-on: ubuntu-24.04
        timeout-minutes: 60
        permissions:
          contents: read # to check out
        steps:
    \(TemplatePin.checkoutStep)
          - name: Test
            run: cargo test --workspace --locked
          - name: Package and build what will be published
            run: cargo package --locked \(packages)

    """
  }

  private var minimumJob: String {
    guard let rustVersion else { return "" }
    return """
        minimum:
          name: Build with Rust \(rustVersion)
          runs-on: ubuntu-24.04
          timeout-minutes: 60
          permissions:
            contents: read # to check out
          steps:
      \(TemplatePin.checkoutStep)
            - name: Install Rust
              run: rustup toolchain install --profile minimal --no-self-update \(toolchainName(rustVersion))
            - name: Build
              run: cargo +\(toolchainName(rustVersion)) build --locked \(packages)

      """
  }

  /// `1.85` as a toolchain would be moved by its patches.
  private func toolchainName(_ version: String) -> String {
    version.split(separator: ".").count == 2 ? "\(version).0" : version
  }

  private var publishJob: String {
    let needs = rustVersion == nil ? "test" : "[test, minimum]"
    return """
        publish:
          name: Publish
          needs: \(needs)
          runs-on: ubuntu-24.04
          timeout-minutes: 30
          environment: \(environment)
          permissions:
            contents: read # to check out
            id-token: write # to get a token from crates.io
          steps:
      \(TemplatePin.checkoutStep)
      \(check)      - name: Get a token that lasts half an hour
              id: auth
              uses: \(TemplatePin.authentication.text)
      \(publish)
      """
  }

  private var check: String {
    if isOneVersion {
      let names = crates.map(\.name).joined(separator: " ")
      return """
              - name: Compare the tag with the version
                env:
                  TAG: ${{ github.ref_name }}
                run: |
                  for crate in \(names); do
                    version="$(cargo pkgid --locked --package "$crate")"
                    test "v${version##*[#@]}" = "$TAG"
                  done

        """
    }
    let names = crates.map(\.name).joined(separator: "|")
    return """
            - name: Compare the tag with the version
              env:
                TAG: ${{ github.ref_name }}
              run: |
                crate="${TAG%-v*}"
                case "$crate" in
                  \(names)) ;;
                  *) echo "no crate has the name $crate"; exit 1 ;;
                esac
                version="$(cargo pkgid --locked --package "$crate")"
                test "$crate-v${version##*[#@]}" = "$TAG"

      """
  }

  /// Nothing is compiled here: what needs the code of dependencies has run without a token.
  private var publish: String {
    let token = "${{ steps.auth.outputs.token }}"
    if isOneVersion {
      let commands = crates.map {
        "          cargo publish --locked --no-verify --package \($0.name)"
      }
      return """
              - name: Publish
                env:
                  CARGO_REGISTRY_TOKEN: \(token)
                run: |
        \(commands.joined(separator: "\n"))

        """
    }
    return """
            - name: Publish
              env:
                CARGO_REGISTRY_TOKEN: \(token)
                TAG: ${{ github.ref_name }}
              run: cargo publish --locked --no-verify --package "${TAG%-v*}"

      """
  }
}
