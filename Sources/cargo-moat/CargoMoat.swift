import Glibc
import MoatCommands
import MoatHost

@main
enum CargoMoat {
  static func main() async {
    exit(await Moat.run(Array(CommandLine.arguments.dropFirst()), in: .live))
  }
}
