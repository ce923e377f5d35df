# lit configuration of test/{frontend,ir,passes,codegen}. CTest sets the folders (test/CMakeLists.txt).
import os

import lit.formats

config.name = "vitc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = lit_config.params["exec_root"]
path = [lit_config.params["tools"], lit_config.params["llvm_tools"], config.environment.get("PATH", "")]
config.environment["PATH"] = os.pathsep.join(path)
config.environment["VITC_CACHE_DIR"] = os.environ.get("VITC_CACHE_DIR", "none")
config.substitutions.append(("%python", lit_config.params["python"]))
