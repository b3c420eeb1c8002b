// What makes the library a module of Python, and tells which sources it was built from.

#include <Python.h>

// Digest of the sources, which setup.py gives; a library that says another is refused.
#ifndef FLAME_SOURCES
#define FLAME_SOURCES "none"
#endif

extern "C" {
__attribute__((visibility("default"))) const char* flame_sources(void) { return FLAME_SOURCES; }

// The library is called through ctypes; this makes it importable, so that Python finds it beside the package.
static PyModuleDef module_definition = {PyModuleDef_HEAD_INIT, "_native", nullptr, -1, nullptr,
                                        nullptr,               nullptr,   nullptr, nullptr};

PyMODINIT_FUNC PyInit__native(void) { return PyModule_Create(&module_definition); }
}
